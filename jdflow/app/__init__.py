"""One function a verb: opens what comes in, calls the floors below, hands back a result."""
