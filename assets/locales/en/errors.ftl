# What happened, without a full stop; what to do, with one.
error-told = { $happened }. { $advice }
error-invalid-request = Something was not accepted
advice-invalid-request = Check what you entered and try again.
error-address-empty = The address is missing
advice-address-empty = Enter the address that your provider sent you.
error-address-plain = This address is not secure
advice-address-plain = Use the address that starts with https.
error-address-wrong = This is not an address
advice-address-wrong = Check what you typed. An example is cliente.provedor.com.br.
error-address-not-served = This provider is not available here
advice-address-not-served = Use the Balcão app, or ask the provider’s support for the right address.
error-tax-id-wrong = This CPF or CNPJ does not exist
advice-tax-id-wrong = A digit is missing or wrong.
error-no-provider = There is no provider at this address
advice-no-provider = Check the address with the provider’s support.
error-invalid-credentials = Wrong user or password
advice-invalid-credentials = Check the CPF or CNPJ and the password.
error-throttled = Too many attempts in a row
advice-throttled = { $seconds ->
    [one] Try again in { $seconds } second.
   *[other] Try again in { $seconds } seconds.
  }
error-session-ended = Your session has ended
advice-session-ended = Sign in again to update your data.
error-access-removed = Your access was removed
advice-access-removed = Talk to the provider if you did not expect this.
error-role-needed = Your role does not allow this
advice-role-needed = { $role ->
    [finance] Ask whoever manages the account for the Finance role.
    [technical] Ask whoever manages the account for the Technical role.
   *[other] Talk to whoever manages the account.
  }
error-not-found = Not found
advice-not-found = This no longer exists or is not yours.
error-conflict = The data changed in the meantime
advice-conflict = Refresh the screen and try again.
error-version-too-old = This version of Balcão is too old
advice-version-too-old = Update Balcão to connect to this provider.
error-unavailable = The provider cannot answer right now
advice-unavailable = Try again in a few minutes.
error-offline = No connection to the provider
advice-offline = Check your internet connection and try again.
error-not-a-portal = { $host } is not a provider’s address
advice-not-a-portal = Check the address with the provider’s support.
error-untrusted-certificate = The certificate of { $host } is not trusted
advice-untrusted-certificate = Nothing was sent. Check the address and talk to the provider’s support.
error-keychain-absent = This system has no keychain
advice-keychain-absent = Install or turn on the system’s keychain to keep your data.
error-keychain-locked = The system’s keychain is locked
advice-keychain-locked = Unlock the keychain and try again.
error-wrong-key = The stored key does not open this account’s data
advice-wrong-key = Sign in again: the data will be downloaded again.
error-cache-damaged = The stored data is damaged
advice-cache-damaged = It could not be rebuilt. Remove the account from this device and sign in again.
error-disk-full = There is no space left on the disk
advice-disk-full = Free up some space and try again.
error-not-offline = This cannot be done offline
advice-not-offline = Connect to the internet and try again.
error-unreadable-document = This document cannot be shown
advice-unreadable-document = The file the provider sent is not a readable PDF. Talk to the provider’s support.
error-not-writable = The file could not be saved there
advice-not-writable = Choose another folder that you can write to.
error-actions-waiting = { $count ->
    [one] { $count } change of yours has not been sent
   *[other] { $count } changes of yours have not been sent
  }
advice-actions-waiting = Send them now or discard them before you sign out: what was not sent exists on this device only.
