package dev.dream.spring.boot.transaction;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.transaction.Notebook.Note;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with one table, and a process that keeps what it is told. */
abstract class WithTransactions {

  final DriverManagerDataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  final JdbcClient jdbc = JdbcClient.create(database);
  final PlatformTransactionManager manager = new JdbcTransactionManager(database);
  final TransactionTemplate transaction = new TransactionTemplate(manager);
  final Dream dream = Dream.create();
  final ServerRef<Notebook> notebook = dream.start(Notebook::new);

  WithTransactions() {
    jdbc.sql("create table entry (text varchar(100))").update();
  }

  @AfterEach
  void close() {
    dream.close();
    jdbc.sql("shutdown").update();
  }

  TransactionTemplate transaction(int propagation) {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(propagation);
    return template;
  }

  /** Writes a row, and casts after its commit. */
  void write(String text) {
    jdbc.sql("insert into entry values (?)").param(text).update();
    AfterCommit.cast(notebook, new Note(text));
  }

  List<String> rows() {
    return jdbc.sql("select text from entry order by text").query(String.class).list();
  }

  /** Returns what the notebook was told; what this thread has sent it before is among that. */
  List<String> notes() {
    return notebook.call(new Notebook.Notes());
  }
}
