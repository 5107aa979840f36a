"""One file per format of metadata; each makes its document from the release alone."""
