"""Reading scores: counted by the engine, estimated by `stats`."""
