"""Alembic runs the migrations on the connection that the service has opened."""

from alembic import context

from assistant.store.schema import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables,
    transactional_ddl=False,
)
context.run_migrations()
