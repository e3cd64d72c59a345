date-form = dd/mm/yyyy
calendar-open = Open the calendar
calendar-label = Calendar
calendar-previous = Previous month
calendar-next = Next month
calendar-day = { $weekday }, { $day } { $month } { $year }

chart-table = View as table

toast-undo = Undo
text-length = { $length } of { $most } characters
