# What is wrong with a number or an address, beside its field.
wrong-space = space
tax-id-missing = Enter your CPF or CNPJ.
tax-id-character = Check the “{ $character }”: a CPF has only digits, and a CNPJ ends in two.
tax-id-length = A CPF has 11 digits and a CNPJ has 14 characters; there are { $count } here.
tax-id-wrong = Check the CPF or CNPJ: a digit is missing or wrong.
email-character = Check the email: “{ $character }” can’t be where it is.
email-no-at = Check the email: the @ is missing.
email-host = Check the email: after the @ comes something like example.com.
phone-character = Check the phone number: “{ $character }” can’t be where it is.
phone-abroad = This phone number is from another country. Enter one from Brazil, with its area code (DDD).
phone-service = This is a service number. Enter a phone number with its area code (DDD).
phone-short = A digit is missing: enter the area code (DDD) and the number.
phone-long = There are too many digits: enter one phone number only, with its area code (DDD).
phone-area = This area code (DDD) does not exist.
phone-ninth = With nine digits after the area code (DDD), the number starts with 9.
postal-code-character = Check the CEP: “{ $character }” can’t be where it is.
postal-code-none = This CEP does not exist.
