package dev.dream.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the demo does by itself.
 *
 * @param bidders Number of processes that place bids.
 * @param auctions Number of auctions to open if the database has none.
 */
@ConfigurationProperties("demo")
record DemoProperties(@DefaultValue("3") int bidders, @DefaultValue("4") int auctions) {}
