"""What exchange decides without a database: what a cell means, which column is which, what is safe to hand out."""
