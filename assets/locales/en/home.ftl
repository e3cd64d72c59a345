home-greeting = Hello, { $name }
home-next-bill = Next bill · { $month }
home-overdue-bill = Overdue bill · { $month }
home-other-bills = Other bills
home-rest = { $count ->
    [one] { $count } more open bill
   *[other] { $count } more open bills
  }
home-nothing-due = No open bills
home-nothing-due-note = The next one will show up here.

suspended-since = Service suspended since { $day }
suspended-overdue = { $plan }: { $count ->
    [1] there is one overdue bill, of { $sum }.
    [2] there are two overdue bills, { $sum } in total.
   *[other] there are { $count } overdue bills, { $sum } in total.
  } Pay with Pix and the service is back within minutes.
suspended-nothing-due = { $plan }: there is no overdue bill. Talk to the provider to find out why.
suspended-no-bills-allowed = { $plan }: talk to whoever handles the bills, or to the provider.
pay-amount = Pay { $amount }

plans-title = Plan
plan-created = Created
plan-pending-active = Being activated
plan-active = Active
plan-suspended = Suspended
plan-pending-terminate = Being cancelled
plan-terminated = Cancelled
plan-since-days = { $state } { $count ->
    [0] since today
    [one] for { $count } day
   *[other] for { $count } days
  }
plan-since-day = { $state } since { $day }
