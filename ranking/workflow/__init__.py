"""What a person does with govrank: one use case a module, data in, data out, nothing printed."""
