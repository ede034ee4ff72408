"""The house's own declarations at work: small procedures deployed beside the test content."""
