/// The commands of `spiffe-aws trust profile`.
@NullMarked
package io.spiffeaws.cli.trust.profile;

import org.jspecify.annotations.NullMarked;
