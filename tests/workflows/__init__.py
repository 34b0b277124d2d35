"""The workflows: linted, and their steps run as a runner would."""
