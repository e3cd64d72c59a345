keys-title = Atajos de teclado
keys-go = Ir a
keys-list = En listas y facturas
keys-anywhere = En cualquier pantalla
key-command = Ctrl
key-command-mac = ⌘
key-enter = Intro
key-escape = Esc

shortcut-commands = Buscar o ir a
shortcut-search = Buscar
shortcut-next = Fila siguiente
shortcut-previous = Fila anterior
shortcut-open = Abrir la fila
shortcut-copy-pix = Copiar el Pix de la factura abierta
shortcut-keys = Ver los atajos
shortcut-close = Cerrar

commands-open = Ir a…
commands-label = Buscar un lugar, una acción o una factura
commands-recent = Recientes
commands-places = Ir a
commands-actions = Acciones
commands-bills = Facturas pendientes
commands-found = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
  }
commands-none = No se encontró nada
commands-none-text = Busque un lugar, una acción, o una factura por número, importe o mes.
command-bill = Factura { $number } · { $amount }
command-copy-pix = Copiar el Pix de la próxima factura
command-choose = Cambiar a { $customer }
