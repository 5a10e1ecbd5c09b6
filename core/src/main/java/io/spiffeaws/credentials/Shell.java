package io.spiffeaws.credentials;

/// A language in which variables are set.
public enum Shell {
  sh,
  bash,
  zsh,
  fish,
  powershell,
  dotenv,
  github
}
