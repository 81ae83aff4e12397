"""Python that pages share: lists, filters, forms."""
