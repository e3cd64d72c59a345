home-greeting = Hola, { $name }
home-next-bill = Próxima factura · { $month }
home-overdue-bill = Factura vencida · { $month }
home-other-bills = Otras facturas
home-rest = { $count ->
    [one] { $count } factura más por pagar
   *[other] { $count } facturas más por pagar
  }
home-nothing-due = Ninguna factura pendiente
home-nothing-due-note = La próxima aparecerá aquí.

suspended-since = Servicio suspendido desde el { $day }
suspended-overdue = { $plan }: { $count ->
    [1] hay una factura vencida, de { $sum }.
    [2] hay dos facturas vencidas, { $sum } en total.
   *[other] hay { $count } facturas vencidas, { $sum } en total.
  } Pague con Pix y el servicio vuelve en minutos.
suspended-nothing-due = { $plan }: no hay ninguna factura vencida. Hable con el proveedor para saber el motivo.
suspended-no-bills-allowed = { $plan }: hable con quien se ocupa de las facturas o con el proveedor.
pay-amount = Pagar { $amount }

plans-title = Plan
plan-created = Creado
plan-pending-active = En activación
plan-active = Activo
plan-suspended = Suspendido
plan-pending-terminate = En cancelación
plan-terminated = Cancelado
plan-since-days = { $state } { $count ->
    [0] desde hoy
    [one] desde hace { $count } día
   *[other] desde hace { $count } días
  }
plan-since-day = { $state } desde el { $day }
