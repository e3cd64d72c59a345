# What is wrong with a number or an address, beside its field.
wrong-space = espacio
tax-id-missing = Indique el CPF o CNPJ.
tax-id-character = Revise el “{ $character }”: un CPF solo tiene números, y un CNPJ termina en dos.
tax-id-length = Un CPF tiene 11 números y un CNPJ tiene 14 caracteres; aquí hay { $count }.
tax-id-wrong = Revise el CPF o CNPJ: falta algún dígito o hay uno equivocado.
email-character = Revisa el correo: “{ $character }” no puede estar donde está.
email-no-at = Revisa el correo: falta la @.
email-host = Revisa el correo: después de la @ viene algo como ejemplo.com.
phone-character = Revisa el teléfono: “{ $character }” no puede estar donde está.
phone-abroad = Este teléfono es de otro país. Indica uno de Brasil, con su código de área (DDD).
phone-service = Este es un número de atención. Indica un teléfono con su código de área (DDD).
phone-short = Falta algún dígito: indica el código de área (DDD) y el número.
phone-long = Sobran dígitos: indica un solo teléfono, con su código de área (DDD).
phone-area = Este código de área (DDD) no existe.
phone-ninth = Con nueve dígitos después del código de área (DDD), el número empieza con 9.
postal-code-character = Revisa el CEP: “{ $character }” no puede estar donde está.
postal-code-none = Este CEP no existe.
