"""What jdflow is measured against, and its own reader: each a script that runs in a process of its own."""
