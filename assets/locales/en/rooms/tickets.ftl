tickets = Support
ticket = Ticket
tickets-none = No tickets
tickets-none-text = Tell the provider what you need; the protocol and the answer stay here.
tickets-current = Current
tickets-pending = Pending
tickets-closed = Closed
tickets-all = All
ticket-open = New ticket
ticket-send = Send
ticket-kind = Kind
ticket-plan = Service
ticket-plan-help = If it is about a plan, say which.
ticket-subject = Subject
ticket-text = What happened?
ticket-text-help = The more detail, the sooner it is solved.
ticket-protocol = Protocol
ticket-protocol-later = protocol comes once it is sent
ticket-opened = Opened
ticket-state = Status
ticket-answer-by = Answer by
ticket-closed-at = Closed
ticket-rating = Rating
ticket-reply = Reply
ticket-reply-text = Message
ticket-close = Close
ticket-close-ask = Close this ticket?
ticket-reopen = Reopen
ticket-reopen-text = Why reopen it?
ticket-reopen-causes = The ticket goes back to the provider with all that was said.
ticket-rate = Rate
ticket-rate-send = Send rating
ticket-rate-causes = Say how the solution was.
ticket-stars = Rating
ticket-comment = Comment
ticket-comment-help = Optional.
ticket-five = Great
ticket-four = Good
ticket-three = Fair
ticket-two = Bad
ticket-one = Very bad
ticket-technical = Technical support
ticket-billing = Billing
ticket-commercial = Sales
ticket-complaint = Complaint
ticket-cancellation = Cancellation
ticket-other = Something else
ticket-acknowledged = Open
ticket-in-progress = In progress
ticket-awaits-you = Waiting for you
ticket-held = On hold
ticket-resolved = Solved
ticket-is-closed = Closed
ticket-cancelled = Cancelled
ticket-rejected = Refused
ticket-talk = Conversation
ticket-late =
    { $count ->
        [one] The answer was due yesterday.
       *[other] The answer was due { $count } days ago.
    }
ticket-last-day = The answer is due today.
ticket-days-left =
    { $count ->
        [one] The answer is due tomorrow.
       *[other] The answer is due within { $count } days.
    }
