"""The servers and ports that tests are given are real ones."""

import socket

import psycopg
import pytest

from tests.servers import held_port


@pytest.mark.postgres
def test_postgres_gives_an_empty_schema_of_its_own(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE here (n int)")
        row = connection.execute("SELECT current_schema(), count(*) FROM pg_tables WHERE schemaname = current_schema()")
        schema, tables = row.fetchone() or ("", 0)
    assert schema.startswith("t_")
    assert tables == 1


def test_nobody_answers_at_nobodys_port_and_nobody_can_take_it(nobodys_port: int) -> None:
    with socket.socket() as caller, pytest.raises(ConnectionRefusedError):
        caller.connect(("127.0.0.1", nobodys_port))
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", nobodys_port))


def test_nobody_listens_on_a_held_port_until_the_test_does() -> None:
    with held_port() as port:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
        with socket.create_server(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)):
            pass
        with socket.socket() as other, pytest.raises(OSError):
            other.bind(("127.0.0.1", port))
