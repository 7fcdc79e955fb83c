"""base (shared), demo (embedded servers, this machine only), production (from the environment), test."""
