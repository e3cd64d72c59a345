nav-label = Navigation
nav-home = Home
nav-bills = Bills
nav-account = Account
nav-services = Services
skip-to-content = Skip to content

menu-label = Account menu:
menu-customers = Customers
menu-accounts = Other accounts

role-customer = Customer
role-finance = Finance
role-technical = Technical
role-org-admin = Organization administrator
role-client-admin = Client administrator
role-signatory = Signatory
role-manager = Contract manager
role-inspector = Contract inspector
role-service-controller = Service controller
role-operator = Operator
role-administrator = Administrator
role-master = Master

sign-out = Sign out
sign-out-title = Sign out of { $provider }?
sign-out-text = What is kept on this device is erased. Nothing changes at the provider: sign in again whenever you like.
signing-out = Signing out…
open-account = Open { $account }
remove-account = Remove from this device

page-not-found = Page not found
page-not-found-advice = There is nothing at { $address }.
go-to-start = Go to the start

banner-this-session = This session only: this system has no keychain to keep the key to your data. Everything is forgotten when you close the app.
banner-keychain-locked = This session only: the system’s keychain is locked. Unlock it to keep your data.
banner-session-ended = Your session has ended
banner-cache-rebuilt = The stored data was damaged; Balcão fetches it again from the provider. Nothing was lost.
banner-offline = Offline
banner-left-out = { $count ->
    [one] One record of this provider could not be read and is missing from screens and sums.
   *[other] { $count } records of this provider could not be read and are missing from screens and sums.
}
banner-left-out-see = See which
sign-in-again = Sign in again
crumbs-label = You are here
tile-account = My account
tile-bills = Bills
