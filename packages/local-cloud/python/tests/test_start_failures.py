from local_cloud.start_failures import plain

BEGINNING = "ResourceInitializationError: unable to pull image or start container: "


def test_the_http_client_is_left_out():
    refused = (
        "500 Server Error for http+docker://localhost/v1.41/containers/9cd6/start: Internal Server Error "
        '("the container ended before it listened on its port; its last lines: say \\"hello\\"\\nand go")'
    )
    assert plain(BEGINNING + refused) == (
        BEGINNING + 'the container ended before it listened on its port; its last lines: say \\"hello\\"\\nand go'
    )


def test_what_nobody_refused_stays():
    assert plain(f"{BEGINNING}timed out") == f"{BEGINNING}timed out"
