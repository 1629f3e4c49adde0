package dev.dream.demo;

import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Databases in memory. */
final class TestDatabase {

  private TestDatabase() {}

  /** Returns the URL of a database of its own that lives as long as this JVM. */
  static String url() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  /** Returns a store on an empty database with our schema. */
  static AuctionStore emptyStore() {
    DriverManagerDataSource dataSource = new DriverManagerDataSource(url());
    DatabasePopulatorUtils.execute(
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")), dataSource);
    return new AuctionStore(JdbcClient.create(dataSource));
  }
}
