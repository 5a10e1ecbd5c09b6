package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.credentials.cache.CacheDirectory;
import io.spiffeaws.credentials.cache.ClearCachedSessions;
import io.spiffeaws.credentials.cache.FileSessionStore;
import io.spiffeaws.credentials.cache.ListCachedSessions;
import io.spiffeaws.file.UserDirectories;
import io.spiffeaws.sts.SessionStore;

/// Creates the operations on the session cache.
public final class CacheWiring {
  private final Invocation invocation;

  public CacheWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public ListCachedSessions list() {
    return new ListCachedSessions(directory(), invocation.clock());
  }

  public ClearCachedSessions clear() {
    return new ClearCachedSessions(directory());
  }

  SessionStore store(SessionOptions session, CacheOption option) {
    return option.cache(invocation, session)
        ? new FileSessionStore(
            directory(),
            session.settings(invocation),
            invocation.clock(),
            invocation.sleeper(),
            invocation.timeout(),
            problem -> invocation.output().warning("the session is not kept: " + problem.message()))
        : SessionStore.NONE;
  }

  private CacheDirectory directory() {
    return CacheDirectory.of(UserDirectories.of(invocation.console().environment()));
  }
}
