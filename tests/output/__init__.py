"""Results as text and bytes."""
