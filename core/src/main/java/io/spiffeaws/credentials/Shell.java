package io.spiffeaws.credentials;

/// An output format for variables: the syntax of a shell or of a file.
public enum Shell {
  sh,
  bash,
  zsh,
  fish,
  powershell,
  dotenv,
  github
}
