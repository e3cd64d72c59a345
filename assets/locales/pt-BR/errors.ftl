# What happened, without a full stop; what to do, with one.
error-told = { $happened }. { $advice }
error-invalid-request = Algum dado não foi aceito
advice-invalid-request = Confira o que foi digitado e tente de novo.
error-address-empty = Falta o endereço
advice-address-empty = Informe o endereço que seu provedor enviou.
error-address-plain = Este endereço não é seguro
advice-address-plain = Use o endereço que começa com https.
error-address-wrong = Isto não é um endereço
advice-address-wrong = Confira o que foi digitado. Um exemplo é cliente.provedor.com.br.
error-address-not-served = Este provedor não é atendido aqui
advice-address-not-served = Use o aplicativo Balcão, ou peça o endereço certo ao suporte do provedor.
error-tax-id-wrong = Este CPF ou CNPJ não existe
advice-tax-id-wrong = Falta algum dígito ou há um errado.
error-no-provider = Não há provedor neste endereço
advice-no-provider = Confira o endereço com o suporte do provedor.
error-invalid-credentials = Usuário ou Senha Inválida
advice-invalid-credentials = Confira o CPF ou CNPJ e a senha.
error-throttled = Muitas tentativas seguidas
advice-throttled = { $seconds ->
    [one] Tente de novo em { $seconds } segundo.
   *[other] Tente de novo em { $seconds } segundos.
  }
error-session-ended = Sua sessão terminou
advice-session-ended = Entre de novo para atualizar os dados.
error-access-removed = Seu acesso foi retirado
advice-access-removed = Fale com o provedor se isso não era esperado.
error-role-needed = Seu perfil não permite ver isto
advice-role-needed = { $role ->
    [finance] Peça a quem administra a conta o perfil Financeiro.
    [technical] Peça a quem administra a conta o perfil Técnico.
   *[other] Fale com quem administra a conta.
  }
error-not-found = Não encontrado
advice-not-found = Isto não existe mais ou não é seu.
error-conflict = Os dados mudaram enquanto isso
advice-conflict = Atualize a tela e tente de novo.
error-version-too-old = Esta versão do Balcão é antiga demais
advice-version-too-old = Atualize o Balcão para falar com este provedor.
error-unavailable = O provedor não consegue responder agora
advice-unavailable = Tente de novo em alguns minutos.
error-offline = Sem conexão com o provedor
advice-offline = Confira a internet e tente de novo.
error-not-a-portal = { $host } não é o endereço de um provedor
advice-not-a-portal = Confira o endereço com o suporte do provedor.
error-untrusted-certificate = O certificado de { $host } não é confiável
advice-untrusted-certificate = Nada foi enviado. Confira o endereço e fale com o suporte do provedor.
error-keychain-absent = Este sistema não tem um chaveiro
advice-keychain-absent = Instale ou ative o chaveiro do sistema para guardar os dados.
error-keychain-locked = O chaveiro do sistema está bloqueado
advice-keychain-locked = Desbloqueie o chaveiro e tente de novo.
error-wrong-key = A chave guardada não abre os dados desta conta
advice-wrong-key = Entre de novo: os dados são baixados outra vez.
error-cache-damaged = Os dados guardados estão danificados
advice-cache-damaged = Não foi possível refazê-los. Remova a conta deste aparelho e entre de novo.
error-disk-full = Não há espaço no disco
advice-disk-full = Libere espaço e tente de novo.
error-not-offline = Isto não pode ser feito sem conexão
advice-not-offline = Conecte-se à internet e tente de novo.
error-unreadable-document = Este documento não pode ser mostrado
advice-unreadable-document = O arquivo que o provedor enviou não é um PDF legível. Fale com o suporte do provedor.
error-not-writable = Não foi possível salvar nesse lugar
advice-not-writable = Escolha outra pasta, em que você possa gravar.
error-actions-waiting = { $count ->
    [one] Falta enviar { $count } alteração sua
   *[other] Faltam enviar { $count } alterações suas
}
advice-actions-waiting = Envie agora ou descarte antes de sair: o que não foi enviado só existe neste aparelho.
