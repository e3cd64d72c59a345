date-form = dd/mm/aaaa
calendar-open = Abrir el calendario
calendar-label = Calendario
calendar-previous = Mes anterior
calendar-next = Mes siguiente
calendar-day = { $weekday }, { $day } de { $month } de { $year }

chart-table = Ver como tabla

toast-undo = Deshacer
text-length = { $length } de { $most } caracteres
