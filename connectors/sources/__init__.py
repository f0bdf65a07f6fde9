"""Sources of counts: one file a platform or vendor."""
