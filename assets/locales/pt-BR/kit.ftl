date-form = dd/mm/aaaa
calendar-open = Abrir o calendário
calendar-label = Calendário
calendar-previous = Mês anterior
calendar-next = Próximo mês
calendar-day = { $weekday }, { $day } de { $month } de { $year }

chart-table = Ver em tabela

toast-undo = Desfazer
text-length = { $length } de { $most } caracteres
