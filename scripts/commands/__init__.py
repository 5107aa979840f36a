"""The sub-commands of `ocse`, one short file each: what a call means, in the words of its options."""
