waiting-title = Falta enviar
waiting-lead = Lo decidiste en este dispositivo y el proveedor todavía no lo tiene.
waiting-none = No falta enviar nada
waiting-none-text = El proveedor tiene todo lo que decidiste aquí.
waiting-queued = Pendiente de envío
waiting-sending = Enviando
waiting-accepted = Enviada
waiting-refused = No aceptada
waiting-held = Sigue cuando decidas sobre el cambio que no fue aceptado.
waiting-change = Cambio de { $fields }
waiting-proof = Comprobante { $name }
waiting-file = Enviando el archivo
waiting-sent = { $sent } de { $total } kB
waiting-edit = Editar
waiting-other-file = Cambiar archivo
waiting-cancel = Cancelar envío
waiting-discard = Descartar
waiting-see = Ver
day-time = { $day }, { $time }

banner-refused = { $count ->
    [one] { $count } cambio no fue aceptado por el proveedor
   *[other] { $count } cambios no fueron aceptados por el proveedor
  }
banner-waiting = { $count ->
    [one] { $count } cambio pendiente de envío
   *[other] { $count } cambios pendientes de envío
  }
banner-outbox-salvaged = El archivo con lo que faltaba enviar estaba dañado y se guardó aparte. Recuperados: { $kept }. Perdidos: { $lost }.
banner-outbox-unreadable = Se perdió la clave de lo que faltaba enviar. Cambios guardados aparte, sin poder leerlos: { $lost }.
banner-outbox-recovered = Volvió la clave de lo que faltaba enviar. Recuperados: { $kept }. Perdidos: { $lost }.

unsent-title = Falta enviar lo que decidiste
unsent-text = { $count ->
    [one] { $count } cambio solo existe en este dispositivo. Si sales sin enviarlo, se pierde.
   *[other] { $count } cambios solo existen en este dispositivo. Si sales sin enviarlos, se pierden.
  }
unsent-send = Enviar ahora y salir
unsent-sending = Enviando…
unsent-discard = Descartar y salir
unsent-left = No se pudo enviar todo. Revisa la conexión e inténtalo de nuevo.
