add-title = Who is your provider?
add-lead = Enter the address that your provider sent you by email. If you don’t know it, ask their support.
address-label = Provider’s address
address-example = cliente.provedor.com.br
look-up = Look up
looking-up = Looking up…
continue = Continue
certificate-of = certificate of { $host }

sign-in = Sign in
signing-in = Signing in…
wait-is-over = You can try again now.
tax-id-label = CPF or CNPJ (Brazilian tax number)
password-label = Password
password-missing = Enter your password.
change-provider = Change
show-password = Show password
