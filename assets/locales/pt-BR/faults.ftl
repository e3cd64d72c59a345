# What is wrong with a number or an address, beside its field.
wrong-space = espaço
tax-id-missing = Informe o CPF ou CNPJ.
tax-id-character = Confira o “{ $character }”: um CPF só tem números, e um CNPJ termina em dois.
tax-id-length = Um CPF tem 11 números e um CNPJ tem 14 caracteres; aqui há { $count }.
tax-id-wrong = Confira o CPF ou CNPJ: falta algum dígito ou há um errado.
email-character = Confira o e-mail: “{ $character }” não pode estar onde está.
email-no-at = Confira o e-mail: falta o @.
email-host = Confira o e-mail: depois do @ vem algo como exemplo.com.br.
phone-character = Confira o telefone: “{ $character }” não pode estar onde está.
phone-abroad = Este telefone é de outro país. Informe um do Brasil, com o DDD.
phone-service = Este é um número de atendimento. Informe um telefone com o DDD.
phone-short = Falta algum dígito: informe o DDD e o número.
phone-long = Há dígitos a mais: informe um telefone só, com o DDD.
phone-area = Este DDD não existe.
phone-ninth = Com nove dígitos depois do DDD, o número começa com 9.
postal-code-character = Confira o CEP: “{ $character }” não pode estar onde está.
postal-code-none = Este CEP não existe.
