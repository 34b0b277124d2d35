"""Results as text or bytes."""
