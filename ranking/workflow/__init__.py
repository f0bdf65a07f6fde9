"""What a person does with govrank, one use case a module: takes its parts, returns data, prints nothing."""
