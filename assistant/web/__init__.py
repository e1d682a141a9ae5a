"""The service over HTTP: routes, schemas, security."""
