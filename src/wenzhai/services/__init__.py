"""Outside models behind ports; each fails with ServiceError and never stops an edition."""
