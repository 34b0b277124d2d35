"""What a text tells of people and Git must not keep: personal codes, e-mail addresses, phone numbers, names."""
