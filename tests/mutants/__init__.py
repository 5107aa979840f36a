"""Small faults in the rules and in the computing code: the tests must notice each one."""
