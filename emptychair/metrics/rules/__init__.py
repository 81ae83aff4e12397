"""From counts to scores: pure functions on counts, with `emptychair.stats` behind them."""
