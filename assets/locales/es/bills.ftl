bill = Factura
bill-of-month = Factura de { $month }
bill-number = Factura { $number }
bill-pending = Pendiente
bill-overdue = Vencida hace { $count ->
    [one] { $count } día
   *[other] { $count } días
  }
bill-paid = Pagada
bill-cancelled = Anulada
bill-falls-due = vence el { $weekday }, { $day }
bill-falls-due-short = vence el { $day }
bill-fell-due = venció el { $day }
bill-still-in-time = pague hasta el { $weekday }, { $day }
bill-due = vencimiento { $day }
bill-paid-on = pagada el { $day }
bill-original = original { $amount }
bill-amount-on = importe al { $day }
bill-open = Ver boleto
bill-open-paid = Ver factura
bill-open-number = { $open } { $number }
bill-back = Volver a las facturas
bill-is-paid = Esta factura está pagada.

filters-label = Filtros
filter-due = Por vencer
filter-due-count = Por vencer { $count }
filter-overdue = Vencidas
filter-paid = Pagadas
filter-all = Todas
filter-period = Período
search-bills = Buscar facturas por plan, número o importe

totals-label = Totales
total-open = Pendiente
total-paid = Pagado
total-overall = Total del período

column-due = Vencimiento
column-number = Factura
column-description = Plan
column-state = Estado
column-amount = Importe
column-open = Abrir

bills-shown = { $count ->
    [one] { $shown } de { $count } factura
   *[other] { $shown } de { $count } facturas
  }
bills-by-month = Pagado y pendiente por mes
no-bills-found = No se encontró nada
no-bills-found-text = Ninguna factura coincide con la búsqueda. Revise la búsqueda, el filtro y el período.
no-bills-due = Ninguna factura por vencer
no-bills-due-text = Todo está pagado. Las facturas anteriores están en Pagadas y en Todas.
no-bills-overdue = Ninguna factura vencida
no-bills-paid = Ninguna factura pagada
no-bills-paid-text = Las facturas pagadas aparecen aquí.
no-bills-at-all = Ninguna factura
no-bills-at-all-text = No hay facturas para mostrar. Revise el período, si eligió uno.

boleto = Boleto
qr-label = Código QR de Pix de esta factura
pix-note = Pague con Pix, el pago instantáneo de Brasil · se acredita al momento
copy-pix = Copiar Pix
copied-pix = Código Pix copiado
barcode-enlarge = Ampliar el código de barras
barcode-label = Código de barras del boleto
copy-line = Copiar número del boleto
copied-line = Número del boleto copiado

bill-partial = Parcial · faltan { $amount }
bill-new = Nueva
bill-on-hold = En reclamo
bill-validated = Validada
bill-credit = Crédito
bill-credit-of = del { $day }
bill-paid-of = pagado { $paid } de { $amount }
bill-new-text = Esta factura aún no se envió: no hace falta pagar ahora.
bill-on-hold-text = Esta factura está en reclamo: no hace falta pagar ahora.
bill-credit-text = El proveedor le debe este importe: no hay nada que pagar.
bill-cancelled-text = Esta factura se canceló: no la pague.
bill-surplus = Pagado de más: { $amount }. Queda como crédito con el proveedor.
boleto-whole = El boleto lleva el importe entero. Pague lo que falta por Pix, o pida otro boleto al proveedor.
charges-paid = Ya pagado
charges-rest = Falta pagar
charges-original = Importe original
charges-fine = Multa
charges-interest = Intereses
charges-total = Total

fact-plan = Plan
fact-number = Número
fact-period = Período
fact-issued = Emisión
fact-due = Vencimiento
fact-paid-on = Pagada el
fact-original = Importe original
