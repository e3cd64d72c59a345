waiting-title = Not sent yet
waiting-lead = You decided this on this device and your provider doesn’t have it yet.
waiting-none = Nothing left to send
waiting-none-text = Your provider has everything you decided here.
waiting-queued = Waiting to be sent
waiting-sending = Sending
waiting-accepted = Sent
waiting-refused = Not accepted
waiting-held = Goes on once you decide about the change that was not accepted.
waiting-change = Change of { $fields }
waiting-proof = Proof { $name }
waiting-file = Sending the file
waiting-sent = { $sent } of { $total } kB
waiting-edit = Edit
waiting-other-file = Choose another file
waiting-cancel = Don’t send
waiting-discard = Discard
waiting-see = See
day-time = { $day }, { $time }

banner-refused = { $count ->
    [one] { $count } change was not accepted by your provider
   *[other] { $count } changes were not accepted by your provider
  }
banner-waiting = { $count ->
    [one] { $count } change waiting to be sent
   *[other] { $count } changes waiting to be sent
  }
banner-outbox-salvaged = The file with what was still to be sent was damaged and has been set aside. Recovered: { $kept }. Lost: { $lost }.
banner-outbox-unreadable = The key to what was still to be sent is gone. Changes set aside, unreadable: { $lost }.
banner-outbox-recovered = The key to what was still to be sent is back. Recovered: { $kept }. Lost: { $lost }.

unsent-title = Not everything was sent
unsent-text = { $count ->
    [one] { $count } change exists only on this device. If you sign out without sending it, it is lost.
   *[other] { $count } changes exist only on this device. If you sign out without sending them, they are lost.
  }
unsent-send = Send now and sign out
unsent-sending = Sending…
unsent-discard = Discard and sign out
unsent-left = Not everything could be sent. Check the connection and try again.
