/// Runs the scenario files, each in all of its worlds.
@NullMarked
package io.spiffeaws.scenarios;

import org.jspecify.annotations.NullMarked;
