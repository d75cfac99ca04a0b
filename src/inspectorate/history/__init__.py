"""What has happened to a body, as frozen values, in two times: when it happened and when it became known."""
