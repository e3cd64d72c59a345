keys-title = Keyboard shortcuts
keys-go = Go to
keys-list = In lists and bills
keys-anywhere = On any screen
key-command = Ctrl
key-command-mac = ⌘
key-enter = Enter
key-escape = Esc

shortcut-commands = Search or go to
shortcut-search = Search
shortcut-next = Next row
shortcut-previous = Previous row
shortcut-open = Open the row
shortcut-copy-pix = Copy the open bill’s Pix code
shortcut-keys = Show shortcuts
shortcut-close = Close

commands-open = Go to…
commands-label = Search for a place, an action or a bill
commands-recent = Recent
commands-places = Go to
commands-actions = Actions
commands-bills = Open bills
commands-found = { $count ->
    [one] { $count } result
   *[other] { $count } results
  }
commands-none = Nothing found
commands-none-text = Search for a place, an action, or a bill by number, amount or month.
command-bill = Bill { $number } · { $amount }
command-copy-pix = Copy the next bill’s Pix code
command-choose = Switch to { $customer }
