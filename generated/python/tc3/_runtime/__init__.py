"""What every generated client needs: models, codec, signing, the exchange, transports."""
