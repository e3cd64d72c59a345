back = Back
cancel = Cancel
choose = Choose…
room-not-found = Nothing found
room-not-found-text = Check the search, or clear it to see everything.
show-more = Show more
search-in = Search { $room }
room-shown = { $shown } of { $count }
close = Close
copied = Copied
loading = Loading
none = not provided
search = Search
support-code = Code for support:
try-again = Try again
window-title = { $screen } · Balcão
with-note = { $words } · { $note }
not-copied = Not copied
add-provider = Add provider
local-certificate = local certificate
provider = Provider

age-now = updated just now
age-minutes = updated { $count } min ago
age-hours = updated { $count } h ago
age-days = { $count ->
    [one] updated { $count } day ago
   *[other] updated { $count } days ago
  }
age-never = not updated yet
age-offline = { $age } · offline
check-now = Update now
pull-let-go = Let go to refresh
checking = updating…
data-today = data from today, { $time }
data-yesterday = data from yesterday, { $time }
data-day = data from { $day }, { $time }

# 0 is Sunday.
date-weekday = { $index ->
    [0] Sunday
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
   *[6] Saturday
  }
date-month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
date-month-short = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }
date-month-title = { $month } { $year }

period-label = Period
period-from = From
period-to = To
period-month = Month
period-year = Year
period-apply = Apply
period-clear = Clear
period-needed = Choose a period
period-needed-text = Press Period to choose the months you want to see.

