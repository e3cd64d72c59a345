tickets = Atención
ticket = Atención
tickets-none = Ninguna atención
tickets-none-text = Cuenta al proveedor lo que necesitas; el protocolo y la respuesta quedan aquí.
tickets-current = En curso
tickets-pending = Pendientes
tickets-closed = Cerrados
tickets-all = Todos
ticket-open = Nueva atención
ticket-send = Enviar
ticket-kind = Tipo
ticket-plan = Servicio
ticket-plan-help = Si es sobre un plan, di cuál.
ticket-subject = Asunto
ticket-text = ¿Qué pasó?
ticket-text-help = Cuantos más detalles, más rápida la solución.
ticket-protocol = Protocolo
ticket-protocol-later = el protocolo llega con el envío
ticket-opened = Abierto el
ticket-state = Estado
ticket-answer-by = Respuesta hasta
ticket-closed-at = Cerrado el
ticket-rating = Valoración
ticket-reply = Responder
ticket-reply-text = Mensaje
ticket-close = Cerrar
ticket-close-ask = ¿Cerrar esta atención?
ticket-reopen = Reabrir
ticket-reopen-text = ¿Por qué reabrirla?
ticket-reopen-causes = La atención vuelve a la fila del proveedor, con todo lo dicho.
ticket-rate = Valorar
ticket-rate-send = Enviar valoración
ticket-rate-causes = Cuenta cómo fue la solución.
ticket-stars = Nota
ticket-comment = Comentario
ticket-comment-help = No es obligatorio.
ticket-five = Excelente
ticket-four = Bueno
ticket-three = Regular
ticket-two = Malo
ticket-one = Pésimo
ticket-technical = Soporte técnico
ticket-billing = Facturación
ticket-commercial = Comercial
ticket-complaint = Reclamo
ticket-cancellation = Cancelación
ticket-other = Otro asunto
ticket-acknowledged = Abierto
ticket-in-progress = En atención
ticket-awaits-you = Te espera
ticket-held = En espera
ticket-resolved = Solucionado
ticket-is-closed = Cerrado
ticket-cancelled = Cancelado
ticket-rejected = Rechazado
ticket-talk = Conversación
ticket-late =
    { $count ->
        [one] La respuesta venció ayer.
       *[other] La respuesta venció hace { $count } días.
    }
ticket-last-day = La respuesta llega hasta hoy.
ticket-days-left =
    { $count ->
        [one] La respuesta llega hasta mañana.
       *[other] La respuesta llega en hasta { $count } días.
    }
