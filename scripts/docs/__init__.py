"""The pages that people read: codebook, pictures, and the documents whose numbers are filled from the tables."""
