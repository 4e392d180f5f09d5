"""Commands that make the weights in ``geo/extract/models`` again, byte for byte."""
