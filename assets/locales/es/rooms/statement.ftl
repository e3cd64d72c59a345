statement = Extracto financiero
statement-entry = Movimiento
statement-none = Ningún movimiento
statement-none-text = Las facturas aparecen aquí por fecha de vencimiento.
statement-pending = Pendientes
statement-bill = Ver la factura
