package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.credentials.cache.CacheFolder;
import io.spiffeaws.credentials.cache.ClearKeptSessions;
import io.spiffeaws.credentials.cache.FileSessionStore;
import io.spiffeaws.credentials.cache.ListKeptSessions;
import io.spiffeaws.sts.SessionStore;

/// Puts together what keeps sessions.
public final class CacheWiring {
  private final Invocation invocation;

  public CacheWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public ListKeptSessions list() {
    return new ListKeptSessions(folder(), invocation.clock());
  }

  public ClearKeptSessions clear() {
    return new ClearKeptSessions(folder());
  }

  SessionStore store(SessionOptions session, CacheOption option) {
    return option.cache(invocation, session)
        ? new FileSessionStore(
            folder(),
            session.settings(invocation),
            invocation.clock(),
            invocation.pause(),
            invocation.timeout(),
            problem -> invocation.output().warning("the session is not kept: " + problem.message()))
        : SessionStore.NONE;
  }

  private CacheFolder folder() {
    return CacheFolder.of(invocation.console().environment());
  }
}
